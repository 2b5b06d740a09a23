/** The review app's server: who may ask what, and the answers; the one place that knows the web server's library. */
@NullMarked
package dev.scrim.jobs.review.web;

import org.jspecify.annotations.NullMarked;
