namespace CalendarApi.WebApp;

/// <summary>How the built web app is served; configuration section <c>WebApp</c>.</summary>
internal sealed class WebAppOptions
{
    public const string Section = "WebApp";

    /// <summary>Sites that may show the app in a frame (CSP <c>frame-ancestors</c>). The default is Microsoft Teams and Microsoft 365.</summary>
    public IList<string> FrameAncestors { get; } = [];

    /// <summary>The sites that apply when <see cref="FrameAncestors"/> is empty.</summary>
    public static readonly string[] TeamsHosts =
    [
        "https://teams.microsoft.com", "https://*.teams.microsoft.com", "https://*.cloud.microsoft", "https://*.office.com", "https://*.microsoft365.com",
    ];

    /// <summary>Further addresses that the app may call (CSP <c>connect-src</c>), in addition to its own, the identity authority's and SignalR's.</summary>
    public IList<string> ConnectSources { get; } = [];
}
