namespace TeamCalendars.Recurrences;

/// <summary>
/// Bounds the work of one answer, in steps: a step is about the time it takes to look at one day. A rule that anyone may store is expanded
/// at each read of its window, so no rule may take more than a few milliseconds. Not thread-safe: one answer has one budget.
/// </summary>
/// <param name="cancellationToken">Of the request that waits for the answer.</param>
/// <param name="stepsPerEvent">How many steps an event may take.</param>
public sealed class ExpansionBudget(CancellationToken cancellationToken, int stepsPerEvent = ExpansionBudget.StepsPerEvent)
{
    /// <summary>An hourly series over the longest window has 9,600 occurrences and takes about half of this.</summary>
    public const int StepsPerEvent = 200_000;

    /// <summary>After this, an answer expands no further event.</summary>
    public const int StepsPerAnswer = 5_000_000;

    private int ofEvent;

    /// <summary>The steps of the answer so far.</summary>
    public long Spent { get; private set; }

    /// <summary>Whether the answer has used all of its steps.</summary>
    public bool IsUsedUp => Spent >= StepsPerAnswer;

    /// <summary>Whether the current event has been stopped because it used all of its steps.</summary>
    public bool Stopped { get; private set; }

    /// <summary>Each event has its own steps, so that an expensive one does not take those of the next.</summary>
    public void BeginEvent() => (ofEvent, Stopped) = (0, false);

    /// <returns>False when the event has used all of its steps: its expansion ends here.</returns>
    /// <exception cref="OperationCanceledException">The caller does not wait for the answer any more.</exception>
    public bool TrySpend(int steps)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ofEvent += steps;
        Spent += steps;
        Stopped |= ofEvent > stepsPerEvent;
        return !Stopped;
    }
}
