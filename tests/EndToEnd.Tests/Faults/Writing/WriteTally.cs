namespace EndToEnd.Tests.Faults.Writing;

/// <summary>The outcomes of the writes of a run, of all writers together.</summary>
internal sealed class WriteTally
{
    private long acknowledged;
    private long unknown;
    private long foundDone;

    /// <summary>Writes with an answer that says they are done.</summary>
    public long Acknowledged => Interlocked.Read(ref acknowledged);

    /// <summary>Those of them whose first attempt had no answer, so that the writer could not know its outcome.</summary>
    public long Unknown => Interlocked.Read(ref unknown);

    /// <summary>Of these, the writes that the first attempt had already done.</summary>
    public long FoundDone => Interlocked.Read(ref foundDone);

    /// <param name="wasUnknown">The request was sent more than once.</param>
    /// <param name="wasDone">The retry found that the write was already done.</param>
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
