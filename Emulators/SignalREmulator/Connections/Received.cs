using Microsoft.AspNetCore.SignalR.Protocol;

namespace SignalREmulator.Connections;

/// <summary>What a client that may resume has sent: which of its messages are new, and which are still to be acknowledged.</summary>
internal sealed class Received
{
    private long counted;
    private long latest;
    private long acknowledged;
    private volatile bool awaitsSequence;

    /// <summary>The client has come back and will first say where it goes on counting.</summary>
    public void Resume() => awaitsSequence = true;

    /// <returns>False for what came before already, and for what comes before the client has said where it goes on.</returns>
    /// <exception cref="InvalidDataException">The client goes on beyond what it has sent.</exception>
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
