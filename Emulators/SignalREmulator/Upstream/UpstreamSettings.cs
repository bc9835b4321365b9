namespace SignalREmulator.Upstream;

/// <summary>
/// Where events go, as Azure Resource Manager and Microsoft's emulator write it: the section <c>UpstreamSettings</c> with
/// <c>Templates</c>, in order; the first that matches takes the event. Read again whenever its source changes.
/// </summary>
internal sealed class UpstreamSettings
{
    public const string Section = "UpstreamSettings";

    public UpstreamTemplateSettings[] Templates { get; init; } = [];
}

/// <summary>One template. A pattern is <c>*</c>, a name, or names with commas between them.</summary>
internal sealed class UpstreamTemplateSettings
{
    /// <summary>An address in which <c>{hub}</c>, <c>{category}</c> and <c>{event}</c> are replaced.</summary>
    public string UrlTemplate { get; init; } = "";

    public string HubPattern { get; init; } = "*";

    /// <summary><c>connections</c> or <c>messages</c>.</summary>
    public string CategoryPattern { get; init; } = "*";

    /// <summary><c>connected</c> and <c>disconnected</c> of connections; of messages the target that the client calls.</summary>
    public string EventPattern { get; init; } = "*";

    public UpstreamAuthSettings Auth { get; init; } = new();
}

internal sealed class UpstreamAuthSettings
{
    public const string None = "None";

    /// <summary>Only <c>None</c>: there is no managed identity here whose token an upstream could check.</summary>
    public string Type { get; init; } = None;
}
