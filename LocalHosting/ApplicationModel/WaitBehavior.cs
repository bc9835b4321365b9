namespace Aspire.Hosting.ApplicationModel;

/// <summary>What a waiting resource does when the one it waits for has failed.</summary>
public enum WaitBehavior
{
    /// <summary>Keeps waiting: someone may start it again.</summary>
    WaitOnResourceUnavailable,

    /// <summary>Fails too.</summary>
    StopOnResourceUnavailable,
}
