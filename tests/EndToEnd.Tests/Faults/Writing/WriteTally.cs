namespace EndToEnd.Tests.Faults.Writing;

/// <summary>What became of the writes of a run, all writers together.</summary>
internal sealed class WriteTally
{
    private long acknowledged;
    private long unknown;
    private long foundDone;

    /// <summary>Writes with an answer that says they are done.</summary>
    public long Acknowledged => Interlocked.Read(ref acknowledged);

    /// <summary>Those of them whose first attempt had no answer, so that the writer could not know its outcome.</summary>
    public long Unknown => Interlocked.Read(ref unknown);

    /// <summary>And of these, the ones that turned out to have been done the first time.</summary>
    public long FoundDone => Interlocked.Read(ref foundDone);

    /// <param name="wasUnknown">It was asked for more than once.</param>
    /// <param name="wasDone">Asking again found it done already.</param>
    public void Count(bool wasUnknown, bool wasDone)
    {
        Interlocked.Increment(ref acknowledged);
        if (wasUnknown)
        {
            Interlocked.Increment(ref unknown);
        }

        if (wasDone)
        {
            Interlocked.Increment(ref foundDone);
        }
    }
}
