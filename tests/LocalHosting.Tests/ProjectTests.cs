namespace LocalHosting.Tests;

public class ProjectTests
{
    private const string Settings = """
        {
          // Comments are common here.
          "profiles": {
            "IIS": { "commandName": "IISExpress" },
            "http": { "commandName": "Project", "applicationUrl": "http://localhost:5180", "commandLineArgs": "--mode \"very fast\"",
              "environmentVariables": { "ASPNETCORE_ENVIRONMENT": "Staging", "GREETING": "hi" } },
            "https": { "commandName": "Project", "applicationUrl": "https://localhost:7180;http://localhost:5181" },
          }
        }
        """;

    [Fact]
    public async Task The_first_launch_profile_gives_endpoints_variables_and_arguments()
    {
        var resource = Add(_ => { });

        Assert.Equal(5180, Assert.Single(resource.Annotations.OfType<EndpointAnnotation>()).Port);
        var variables = await VariablesAsync(resource);
        Assert.Equal("Staging", variables["ASPNETCORE_ENVIRONMENT"]);
        Assert.Equal("hi", variables["GREETING"]);
        Assert.Equal("http", variables["DOTNET_LAUNCH_PROFILE"]);

        var arguments = new List<object>();
        foreach (var annotation in resource.Annotations.OfType<CommandLineArgsCallbackAnnotation>())
        {
            await annotation.Callback(new CommandLineArgsCallbackContext(arguments, resource, TestContext.Current.CancellationToken));
        }

        Assert.Equal(["--mode", "very fast"], arguments);
    }

    [Fact]
    public void A_named_launch_profile_is_used_instead() =>
        Assert.Equal(["https:7180", "http:5181"], Add(options => options.LaunchProfileName = "https").Annotations.OfType<EndpointAnnotation>().Select(endpoint => $"{endpoint.Name}:{endpoint.Port}"));

    [Fact]
    public async Task A_launch_profile_can_be_left_out()
    {
        var resource = Add(options => options.ExcludeLaunchProfile = true);

        Assert.Empty(resource.Annotations.OfType<EndpointAnnotation>());
        Assert.Empty(await VariablesAsync(resource));
    }

    [Fact]
    public void A_launch_profile_that_is_not_there_is_named() =>
        Assert.Contains("'fast'", Assert.Throws<DistributedApplicationException>(() => Add(options => options.LaunchProfileName = "fast")).Message, StringComparison.Ordinal);

    [Fact]
    public void Launch_settings_that_cannot_be_read_are_named() =>
        Assert.Contains("launchSettings.json", Assert.Throws<DistributedApplicationException>(() => Add(_ => { }, "{ nonsense")).Message, StringComparison.Ordinal);

    private static ProjectResource Add(Action<ProjectResourceOptions> configure, string settings = Settings)
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["Properties"]);
        File.WriteAllText(Path.Combine(folder["Properties"], "launchSettings.json"), settings);
        using var builder = DistributedApplicationTestingBuilder.Create();
        return builder.AddProject("api", new Project(folder["Api.csproj"]), configure).Resource;
    }

    private static async Task<Dictionary<string, object>> VariablesAsync(ProjectResource resource)
    {
        var context = new EnvironmentCallbackContext(new DistributedApplicationExecutionContext(DistributedApplicationOperation.Run), resource);
        foreach (var annotation in resource.Annotations.OfType<EnvironmentCallbackAnnotation>())
        {
            await annotation.Callback(context);
        }

        return context.EnvironmentVariables;
    }

    private sealed record Project(string ProjectPath) : IProjectMetadata;
}
