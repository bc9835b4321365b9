namespace Aspire.Hosting.ApplicationModel;

/// <summary>A command the dashboard offers.</summary>
public sealed record ResourceCommandSnapshot(string Name, ResourceCommandState State, string DisplayName, string? DisplayDescription, string? IconName, bool IsHighlighted);

/// <summary>Whether a command can be given now.</summary>
public enum ResourceCommandState
{
    Enabled,
    Disabled,
    Hidden,
}
