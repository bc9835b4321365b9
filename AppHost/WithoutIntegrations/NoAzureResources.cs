namespace AppHost;

/// <summary>
/// Replaces <c>Azure/AzureResources.cs</c> where Aspire's Azure integrations cannot be restored: there are no Azure resources, and using them is an error.
/// </summary>
internal sealed class AzureResources
{
    private readonly IDistributedApplicationBuilder builder;

    public AzureResources(IDistributedApplicationBuilder builder)
    {
        this.builder = builder;
        RefuseToPublish();
    }

    public IResourceBuilder<IResourceWithConnectionString>? AddCalendarData(string name) => None(name, "Data:Run");

    public IResourceBuilder<IResourceWithConnectionString>? AddSignalR(string name) => None(name, "SignalR:Run");

    public void Publish(IResourceBuilder<ProjectResource> api, IResourceBuilder<ProjectResource> worker, IResourceBuilder<ParameterResource> application) => RefuseToPublish();

    private void RefuseToPublish()
    {
        if (builder.ExecutionContext.IsPublishMode)
        {
            throw new DistributedApplicationException("Publishing needs Aspire's Azure integrations (build with AzureIntegrations=true).");
        }
    }

    private IResourceBuilder<IResourceWithConnectionString>? None(string name, string setting) => builder.Configuration[setting] is "container"
        ? throw new DistributedApplicationException($"'{setting}' asks for '{name}' in a container: that needs Aspire's Azure integrations (build with AzureIntegrations=true).")
        : null;
}
