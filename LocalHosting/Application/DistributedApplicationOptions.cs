using System.Reflection;

namespace Aspire.Hosting;

/// <summary>How the application is built.</summary>
public sealed class DistributedApplicationOptions
{
    public string[]? Args { get; set; }

    /// <summary>The assembly that describes the application. Null: the one that was started.</summary>
    public Assembly? AppHostAssembly { get; set; }

    public bool DisableDashboard { get; set; }
}
