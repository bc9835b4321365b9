namespace AppHost;

/// <summary>
/// The counterpart of <c>AzureResources.cs</c> where Aspire's Azure integrations are not at hand (LocalHosting, or Aspire's core alone): there are no Azure
/// resources, and asking for them is an error.
/// </summary>
internal static class AzureResources
{
    public static IResourceBuilder<IResourceWithConnectionString>? AddSignalR(IDistributedApplicationBuilder builder, string name) => None(builder, name, "SignalR:Run");

    public static IResourceBuilder<IResourceWithConnectionString>? AddCalendarData(IDistributedApplicationBuilder builder, string name) => None(builder, name, "Data:Run");

    public static void PublishApi(IResourceBuilder<ProjectResource> api, IResourceBuilder<IResourceWithConnectionString> signalr) => throw CannotPublish();

    public static void PublishWorker(IResourceBuilder<ProjectResource> worker, IResourceBuilder<IResourceWithConnectionString> signalr) => throw CannotPublish();

    private static IResourceBuilder<IResourceWithConnectionString>? None(IDistributedApplicationBuilder builder, string name, string setting) =>
        builder.ExecutionContext.IsPublishMode ? throw CannotPublish()
        : builder.Configuration[setting] is "container"
            ? throw new DistributedApplicationException($"'{setting}' asks for '{name}' in a container: that needs Aspire's packages (build with AspirePackages=true).")
            : null;

    private static DistributedApplicationException CannotPublish() => new("Publishing needs Aspire's Azure integrations (build with AspirePackages=true).");
}
