/** The gates, and the verdict that the policy concludes from them. */
@NullMarked
package dev.pinwheel.policy;

import org.jspecify.annotations.NullMarked;
