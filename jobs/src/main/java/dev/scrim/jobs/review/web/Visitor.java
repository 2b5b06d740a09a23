package dev.scrim.jobs.review.web;

import dev.scrim.jobs.account.Role;
import java.util.Set;

/**
 * Who asks, as things stand now.
 *
 * @param session its id
 * @param name of the account
 * @param csrf what requests that change something must show
 */
record Visitor(String session, String name, Set<Role> roles, String csrf) {
    Visitor {
        roles = Set.copyOf(roles);
    }

    boolean is(Role role) {
        return roles.contains(role);
    }

    /** Whether frames are shown with what is planted in them: to everybody who might be asked about one. */
    boolean seesPlants() {
        return is(Role.REVIEWER);
    }
}
