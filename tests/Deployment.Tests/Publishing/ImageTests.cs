using System.Text.Json.Nodes;

namespace Deployment.Tests.Publishing;

public sealed class ImageTests
{
    /// <summary>The SDK's own target gives the answer; pulling the base image would need a network.</summary>
    [Theory]
    [InlineData("CalendarApi")]
    [InlineData("NotificationService")]
    public async Task An_image_is_chiseled_and_nobody_is_root_in_it(string project)
    {
        string[] arguments =
        [
            "msbuild", RepositoryFolder.PathOf(project), "-t:ComputeContainerConfig", "-p:Configuration=Release", "-p:RuntimeIdentifier=linux-x64", "-nodeReuse:false",
            "-getProperty:ContainerBaseImage", "-getProperty:ContainerUser", "-getProperty:InvariantGlobalization",
        ];
        var properties = JsonNode.Parse(await Shell.RunAsync("dotnet", arguments, RepositoryFolder.Root, TestContext.Current.CancellationToken))!["Properties"]!;

        Assert.Equal("mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled", (string)properties["ContainerBaseImage"]!);
        Assert.Equal("app", (string)properties["ContainerUser"]!);
        // The image has no ICU. Without this setting the program would not start.
        Assert.Equal("true", (string)properties["InvariantGlobalization"]!);
    }
}
