/** The OCI distribution API over Vert.x' web client. */
@NullMarked
package dev.pinwheel.registry.http;

import org.jspecify.annotations.NullMarked;
