using System.ComponentModel.DataAnnotations;

namespace LocalHosting;

/// <summary>The settings of this host, section <c>LocalHosting</c>.</summary>
internal sealed class LocalHostingOptions
{
    public const string Section = "LocalHosting";

    /// <summary>How long a resource may stay unhealthy before the host complains.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "1.00:00:00")]
    public TimeSpan HealthTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a program that was asked to end may take before it is killed.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan StopTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Whether the Aspire dashboard is started. Null: yes, but not in tests.</summary>
    public bool? Dashboard { get; set; }

    /// <summary>Whether the Aspire CLI, which carries the dashboard, may be installed from npm where it is missing.</summary>
    public bool InstallDashboard { get; set; } = true;
}
