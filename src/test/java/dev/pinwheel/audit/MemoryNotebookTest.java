package dev.pinwheel.audit;

class MemoryNotebookTest extends NotebookContract {

    @Override
    protected Notebook begin() {
        return new MemoryNotebook();
    }
}
