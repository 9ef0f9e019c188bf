/** What Pinwheel serves over HTTP. */
@NullMarked
package dev.pinwheel.web;

import org.jspecify.annotations.NullMarked;
