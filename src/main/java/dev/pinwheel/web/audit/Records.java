package dev.pinwheel.web.audit;

import dev.pinwheel.audit.Contents;
import dev.pinwheel.audit.Notebook;
import dev.pinwheel.journal.Entries;
import java.util.function.Supplier;

/**
 * What answers are made from.
 *
 * @param ledger opens the entries anew for each answer, which closes them
 * @param notebooks gives each answer an empty notebook, which it closes
 */
public record Records(Supplier<Entries> ledger, Contents evidence, Supplier<Notebook> notebooks) {}
