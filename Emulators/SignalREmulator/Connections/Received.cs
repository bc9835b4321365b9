using Microsoft.AspNetCore.SignalR.Protocol;

namespace SignalREmulator.Connections;

/// <summary>The messages of a client that may resume: which of them are new, and which have to be acknowledged.</summary>
internal sealed class Received
{
    private long counted;
    private long latest;
    private long acknowledged;
    private volatile bool awaitsSequence;

    /// <summary>The client has resumed and will first send the number from which it continues.</summary>
    public void Resume() => awaitsSequence = true;

    /// <returns>False for a message that was received before, and for one that comes before the client has said where it continues.</returns>
    /// <exception cref="InvalidDataException">The client continues beyond what it has sent.</exception>
    public bool IsNew(HubMessage message)
    {
        if (message is SequenceMessage sequence)
        {
            if (sequence.SequenceId > counted + 1 || sequence.SequenceId < 1)
            {
                throw new InvalidDataException("The sequence goes on beyond what was received.");
            }

            counted = sequence.SequenceId - 1;
            awaitsSequence = false;
            return false;
        }

        if (awaitsSequence)
        {
            return false;
        }

        if (message is not HubInvocationMessage)
        {
            return true;
        }

        if (++counted <= latest)
        {
            return false;
        }

        Volatile.Write(ref latest, counted);
        return true;
    }

    /// <returns>The last message received, once for each time that there are new ones.</returns>
    public long? Acknowledge()
    {
        var last = Volatile.Read(ref latest);
        if (last == acknowledged)
        {
            return null;
        }

        acknowledged = last;
        return last;
    }
}
