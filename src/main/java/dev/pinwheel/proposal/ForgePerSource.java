package dev.pinwheel.proposal;

import dev.pinwheel.event.Source;
import java.util.Map;

/** The forge that each source's proposals are made at. */
public record ForgePerSource(Map<Source, Forge> forges) implements Forge {

    public ForgePerSource {
        forges = Map.copyOf(forges);
    }

    @Override
    public Outcome propose(Proposal proposal) throws ForgeException {
        var source = proposal.candidate().source();
        var forge = forges.get(source);
        if (forge == null) {
            throw new ForgeException("tried to propose to " + source + " but it is not configured any more");
        }
        return forge.propose(proposal);
    }
}
