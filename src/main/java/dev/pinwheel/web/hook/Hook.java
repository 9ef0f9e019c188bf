package dev.pinwheel.web.hook;

import java.util.Optional;

/**
 * One door for one sender.
 *
 * @param name what it is called in its path and in the ledger
 * @param scope the images that the sender may speak of; any where absent
 */
public record Hook(String name, Sender sender, Proof proof, Optional<Scope> scope, Intake intake) {}
