package dev.pinwheel.registry;

import java.time.Clock;

class InMemoryBudgetTest extends BudgetContract {

    private final InMemoryBudget budgets = new InMemoryBudget(Clock.systemUTC());

    @Override
    protected Budget node(String name) {
        return budgets.node(name);
    }
}
