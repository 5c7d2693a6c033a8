#!/bin/sh
# Makes sure that a Chromium from the system's packages is there; exits 1, saying what to do, where that is not allowed.
for name in chromium chromium-browser google-chrome; do
    if command -v "$name" >/dev/null 2>&1; then
        exit 0
    fi
done
if ! command -v apt-get >/dev/null 2>&1; then
    echo "No Chromium found, and no apt-get to install it with: install Chromium yourself, then run this again." >&2
    exit 1
fi
if [ "$(id -u)" = 0 ]; then
    sudo=""
elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
    sudo="sudo"
else
    echo "No Chromium found. Install it with:  sudo apt-get install -y chromium" >&2
    exit 1
fi
echo "Installing Chromium from the system's packages ..."
if $sudo apt-get update -q >/dev/null 2>&1 && $sudo apt-get install -y -q chromium >/dev/null 2>&1; then
    exit 0
fi
echo "Chromium could not be installed. Try:  sudo apt-get install -y chromium" >&2
exit 1
