"""The feasible regions of a part of a problem: listed, or searched anew for every price."""
