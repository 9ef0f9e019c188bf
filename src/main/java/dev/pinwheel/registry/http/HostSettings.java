package dev.pinwheel.registry.http;

import java.time.Duration;
import java.util.OptionalInt;
import java.util.Set;

/**
 * How one registry is spoken to.
 *
 * @param plainHttp whether it is asked without TLS
 * @param tls what its certificates need beyond the usual
 * @param trustedRealms the hosts, each with its port where it is not the usual one, of token services
 *     that may see the registry's credentials; the registry's own host always may
 * @param concurrency how many requests, and beside them how many downloads, it gets at once
 * @param rate how many requests it gets a second, if that is limited
 * @param timeout how long it may be silent
 */
public record HostSettings(
        boolean plainHttp, Tls tls, Set<String> trustedRealms, int concurrency, OptionalInt rate, Duration timeout) {

    public static final HostSettings DEFAULT =
            new HostSettings(false, Tls.USUAL, Set.of(), 8, OptionalInt.empty(), Duration.ofSeconds(10));

    public HostSettings {
        trustedRealms = Set.copyOf(trustedRealms);
        if (concurrency < 1) {
            throw new IllegalArgumentException("a registry's concurrency is at least 1, not " + concurrency);
        }
        if (rate.isPresent() && rate.getAsInt() < 1) {
            throw new IllegalArgumentException("a registry's rate is at least 1, not " + rate.getAsInt());
        }
        if (timeout.compareTo(Duration.ofMillis(1)) < 0 || timeout.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException("a registry's time limit is between 1 ms and 1 h, not " + timeout);
        }
    }

    public HostSettings withPlainHttp() {
        return new HostSettings(true, tls, trustedRealms, concurrency, rate, timeout);
    }

    public HostSettings withTls(Tls files) {
        return new HostSettings(plainHttp, files, trustedRealms, concurrency, rate, timeout);
    }

    public HostSettings withTrustedRealms(Set<String> hosts) {
        return new HostSettings(plainHttp, tls, hosts, concurrency, rate, timeout);
    }

    public HostSettings withConcurrency(int requests) {
        return new HostSettings(plainHttp, tls, trustedRealms, requests, rate, timeout);
    }

    public HostSettings withRate(int requestsPerSecond) {
        return new HostSettings(plainHttp, tls, trustedRealms, concurrency, OptionalInt.of(requestsPerSecond), timeout);
    }

    public HostSettings withTimeout(Duration silence) {
        return new HostSettings(plainHttp, tls, trustedRealms, concurrency, rate, silence);
    }
}
