namespace Aspire.Hosting;

/// <summary>How a project is run.</summary>
public sealed class ProjectResourceOptions
{
    /// <summary>Null: the AppHost's own, or the first.</summary>
    public string? LaunchProfileName { get; set; }

    public bool ExcludeLaunchProfile { get; set; }

    public bool ExcludeKestrelEndpoints { get; set; }
}
