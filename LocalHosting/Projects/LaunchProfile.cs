namespace LocalHosting.Projects;

/// <summary>A profile of a launchSettings.json, as far as it says how to run the project.</summary>
internal sealed record LaunchProfile(string Name, IReadOnlyList<Uri> ApplicationUrls, IReadOnlyDictionary<string, string> EnvironmentVariables, string? CommandLineArgs)
{
    public string? EnvironmentName => EnvironmentVariables.GetValueOrDefault("DOTNET_ENVIRONMENT") ?? EnvironmentVariables.GetValueOrDefault("ASPNETCORE_ENVIRONMENT");
}
