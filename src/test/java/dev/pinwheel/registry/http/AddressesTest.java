package dev.pinwheel.registry.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.pinwheel.image.RegistryHost;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressesTest {

    private static final RegistryHost OTHER = new RegistryHost("registry.example");
    private static final HostSettings TRUSTING = HostSettings.DEFAULT.withTrustedRealms(Set.of("auth.example:8443"));

    @ParameterizedTest
    @CsvSource({
        "docker.io, https://registry-1.docker.io",
        "registry.example, https://registry.example",
        "registry.example:5000, https://registry.example:5000",
        "registry.example:443, https://registry.example"
    })
    void asksARegistryUnderItsOwnNameAndDockerHubUnderTheOneOfItsRegistry(String host, String origin) {
        assertEquals(
                origin,
                Addresses.registry(new RegistryHost(host), HostSettings.DEFAULT).toString());
    }

    @Test
    void asksWithoutTlsWhereThatIsConfigured() {
        assertEquals(
                "http://registry.example",
                Addresses.registry(OTHER, HostSettings.DEFAULT.withPlainHttp()).toString());
    }

    @Test
    void trustsDockerHubsTokenServiceWithItsOwnCredentialsOnly() {
        assertEquals(Set.of("auth.docker.io"), Addresses.trustedRealms(RegistryHost.DOCKER_HUB, HostSettings.DEFAULT));
        assertEquals(
                Set.of("auth.docker.io", "auth.example:8443"),
                Addresses.trustedRealms(RegistryHost.DOCKER_HUB, TRUSTING));
        assertEquals(Set.of("auth.example:8443"), Addresses.trustedRealms(OTHER, TRUSTING));
        assertEquals(Set.of(), Addresses.trustedRealms(OTHER, HostSettings.DEFAULT));
    }

    @Test
    void asksNoHostThatHasNoPortOfOne() {
        var host = new RegistryHost("registry.example:99999");

        assertThrows(IllegalArgumentException.class, () -> Addresses.registry(host, HostSettings.DEFAULT));
    }
}
