/** What registries, images and pins are called: values only, in the words of the OCI specifications. */
@NullMarked
package dev.pinwheel.image;

import org.jspecify.annotations.NullMarked;
