/** What a registry answers about tags, manifests and blobs. */
@NullMarked
package dev.pinwheel.registry;

import org.jspecify.annotations.NullMarked;
