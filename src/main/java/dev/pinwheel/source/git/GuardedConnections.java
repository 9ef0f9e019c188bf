package dev.pinwheel.source.git;

import java.io.IOException;
import java.io.InputStream;
import java.net.Proxy;
import java.net.URI;
import java.net.URL;
import org.eclipse.jgit.transport.http.HttpConnection;
import org.eclipse.jgit.transport.http.HttpConnectionFactory;
import org.eclipse.jgit.transport.http.JDKHttpConnection;

/** HTTP connections that keep to an allowance, and to the origin's host where we have credentials for it. */
final class GuardedConnections implements HttpConnectionFactory {

    private final Origin origin;
    private final Allowance allowance;

    GuardedConnections(Origin origin, Allowance allowance) {
        this.origin = origin;
        this.allowance = allowance;
    }

    @Override
    public HttpConnection create(URL url) throws IOException {
        return create(url, Proxy.NO_PROXY);
    }

    @Override
    public HttpConnection create(URL url, Proxy proxy) throws IOException {
        if (origin.credentials().isPresent() && !origin.covers(URI.create(url.toString()))) {
            throw new IOException("it redirects to another host, " + url.getHost()
                    + ", which our credentials are not for; configure the address that it redirects to");
        }
        return new Guarded(url, proxy);
    }

    private final class Guarded extends JDKHttpConnection {

        Guarded(URL url, Proxy proxy) throws IOException {
            super(url, proxy);
        }

        @Override
        public InputStream getInputStream() throws IOException {
            return allowance.limit(super.getInputStream());
        }
    }
}
