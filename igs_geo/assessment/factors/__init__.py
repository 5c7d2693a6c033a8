"""The success factors: what data says, what a group of people answers, and what two rounds say of each other."""
