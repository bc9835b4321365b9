namespace CalendarStore.Cosmos.Writing;

internal abstract record BatchOutcome
{
    private BatchOutcome()
    {
    }

    public sealed record Written(string HeadETag) : BatchOutcome;

    /// <summary>Something is not as it was when the batch was decided. Nothing of it was done, unless it was a repetition.</summary>
    public sealed record Refused : BatchOutcome;

    /// <summary>No answer, or none that says whether it was carried out.</summary>
    public sealed record Uncertain(Exception Exception) : BatchOutcome;

    /// <summary>Nothing was done, and it would fail again.</summary>
    public sealed record Failed(Exception Exception) : BatchOutcome;
}
