package dev.scrim.jobs.account;

import java.util.Set;

/** Who an identity provider says somebody is, and what that person may do. */
public record OidcIdentity(String name, Set<Role> roles) {
    public OidcIdentity {
        roles = Set.copyOf(roles);
    }
}
