namespace Aspire.Hosting.ApplicationModel;

/// <summary>Which launch profile of its launchSettings.json a project is run with.</summary>
internal sealed class LaunchProfileAnnotation(string? name, bool exclude) : IResourceAnnotation
{
    public string? Name => name;

    public bool Exclude => exclude;
}
