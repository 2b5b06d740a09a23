/** Who may do what in a workspace: accounts with roles, how they prove themselves, and the file that holds them. */
@NullMarked
package dev.scrim.jobs.account;

import org.jspecify.annotations.NullMarked;
