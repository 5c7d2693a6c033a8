"""Who pays what: costs, income, subsidy and contributions, exact to the cent."""
