package dev.pinwheel.source.git;

import java.net.URI;
import org.eclipse.jgit.errors.UnsupportedCredentialItem;
import org.eclipse.jgit.transport.CredentialItem;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.URIish;

/** Gives an origin's credentials to that origin's host and to nobody else. */
final class OwnHost extends CredentialsProvider {

    private final Origin origin;
    private final Credentials credentials;

    OwnHost(Origin origin, Credentials credentials) {
        this.origin = origin;
        this.credentials = credentials;
    }

    @Override
    public boolean isInteractive() {
        return false;
    }

    @Override
    public boolean supports(CredentialItem... items) {
        for (var item : items) {
            if (!(item instanceof CredentialItem.Username) && !(item instanceof CredentialItem.Password)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean get(URIish uri, CredentialItem... items) throws UnsupportedCredentialItem {
        if (!origin.covers(URI.create(uri.toString()))) {
            return false;
        }
        for (var item : items) {
            switch (item) {
                case CredentialItem.Username user -> user.setValue(credentials.user());
                case CredentialItem.Password password ->
                    password.setValue(credentials.secret().get().toCharArray());
                default -> throw new UnsupportedCredentialItem(uri, "only a user and a secret are known");
            }
        }
        return true;
    }
}
