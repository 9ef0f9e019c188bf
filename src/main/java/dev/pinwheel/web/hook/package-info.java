/** What registries, forges and people tell us: who may, how it is checked, and where it says to look. */
@NullMarked
package dev.pinwheel.web.hook;

import org.jspecify.annotations.NullMarked;
