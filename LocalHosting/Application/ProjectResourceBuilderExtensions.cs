using Aspire.Hosting.ApplicationModel;
using LocalHosting.Projects;

namespace Aspire.Hosting;

/// <summary>Adds the programs of the solution.</summary>
public static class ProjectResourceBuilderExtensions
{
    public static IResourceBuilder<ProjectResource> AddProject<TProject>(this IDistributedApplicationBuilder builder, string name)
        where TProject : IProjectMetadata, new()
        => builder.AddProject<TProject>(name, _ => { });

    /// <param name="launchProfileName">Null: none.</param>
    public static IResourceBuilder<ProjectResource> AddProject<TProject>(this IDistributedApplicationBuilder builder, string name, string? launchProfileName)
        where TProject : IProjectMetadata, new()
        => builder.AddProject<TProject>(name, options =>
        {
            options.LaunchProfileName = launchProfileName;
            options.ExcludeLaunchProfile = launchProfileName is null;
        });

    public static IResourceBuilder<ProjectResource> AddProject<TProject>(this IDistributedApplicationBuilder builder, string name, Action<ProjectResourceOptions> configure)
        where TProject : IProjectMetadata, new()
        => builder.AddProject(name, new TProject(), configure);

    /// <summary>Runs the resource several times.</summary>
    public static IResourceBuilder<ProjectResource> WithReplicas(this IResourceBuilder<ProjectResource> builder, int replicas)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentOutOfRangeException.ThrowIfNegative(replicas);
        return builder.WithAnnotation(new ReplicaAnnotation(replicas), ResourceAnnotationMutationBehavior.Replace);
    }

    internal static IResourceBuilder<ProjectResource> AddProject(this IDistributedApplicationBuilder builder, string name, IProjectMetadata project, Action<ProjectResourceOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);

        var options = new ProjectResourceOptions();
        configure(options);

        var profile = options.ExcludeLaunchProfile ? null : FindProfile(builder, project, options.LaunchProfileName);
        var resource = builder.AddResource(new ProjectResource(name))
            .WithAnnotation(project)
            .WithAnnotation(new LaunchProfileAnnotation(profile?.Name, options.ExcludeLaunchProfile));

        foreach (var url in profile?.ApplicationUrls ?? [])
        {
            resource.WithEndpoint(url.Port, scheme: url.Scheme);
        }

        return profile is null ? resource : resource.WithArgs([.. CommandLine.Split(profile.CommandLineArgs ?? string.Empty)]).WithEnvironment(context =>
        {
            context.EnvironmentVariables["DOTNET_LAUNCH_PROFILE"] = profile.Name;
            foreach (var (variable, value) in profile.EnvironmentVariables)
            {
                context.EnvironmentVariables[variable] = value;
            }
        });
    }

    private static LaunchProfile? FindProfile(IDistributedApplicationBuilder builder, IProjectMetadata project, string? name)
    {
        var settings = LaunchSettings.Read(project.ProjectPath);
        if (name is not null)
        {
            return settings?.Find(name) ?? throw new DistributedApplicationException($"Launch settings of '{project.ProjectPath}' have no profile named '{name}'.");
        }

        // A project is run like its host: "https" beside "https".
        return settings is null ? null : settings.Find(builder.Configuration["DOTNET_LAUNCH_PROFILE"]) ?? settings.Find(name: null);
    }
}
