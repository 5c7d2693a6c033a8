"""How sure the best division is: worked out in the background, or shipped; its cores, its price, what decides."""
