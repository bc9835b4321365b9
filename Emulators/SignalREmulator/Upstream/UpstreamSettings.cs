namespace SignalREmulator.Upstream;

/// <summary>
/// The targets of events, in the format of Azure Resource Manager and Microsoft's emulator: the section <c>UpstreamSettings</c> with
/// <c>Templates</c>, in order; the first that matches takes the event. Read again whenever its source changes.
/// </summary>
internal sealed class UpstreamSettings
{
    public const string Section = "UpstreamSettings";

    public UpstreamTemplateSettings[] Templates { get; init; } = [];
}

/// <summary>One template. A pattern is <c>*</c>, a name, or names separated by commas.</summary>
internal sealed class UpstreamTemplateSettings
{
    /// <summary>An address in which <c>{hub}</c>, <c>{category}</c> and <c>{event}</c> are replaced.</summary>
    public string UrlTemplate { get; init; } = "";

    public string HubPattern { get; init; } = "*";

    /// <summary><c>connections</c> or <c>messages</c>.</summary>
    public string CategoryPattern { get; init; } = "*";

    /// <summary>For connections <c>connected</c> or <c>disconnected</c>; for messages the target that the client calls.</summary>
    public string EventPattern { get; init; } = "*";

    public UpstreamAuthSettings Auth { get; init; } = new();
}

internal sealed class UpstreamAuthSettings
{
    public const string None = "None";

    /// <summary>Only <c>None</c>: there is no managed identity here whose token an upstream could check.</summary>
    public string Type { get; init; } = None;
}
