using EndToEnd.Tests.Abuse.Abusing;

namespace EndToEnd.Tests.Abuse.Abuses;

/// <summary>One way to use up what is for all.</summary>
internal interface IAbuse
{
    string Name { get; }

    /// <summary>Whether it is done without a token.</summary>
    bool Anonymous { get; }

    /// <summary>What has to be there first; not part of what is measured.</summary>
    Task PrepareAsync(AbusiveCaller caller, CancellationToken cancellationToken);

    /// <summary>Goes on until it is cancelled.</summary>
    Task RunAsync(AbusiveCaller caller, AnswerTally tally, CancellationToken cancellationToken);
}
