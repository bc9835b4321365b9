using System.Reflection;
using Aspire.Hosting.ApplicationModel;
using LocalHosting;
using LocalHosting.Orchestration;
using LocalHosting.Projects;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting;

internal sealed class DistributedApplicationBuilder : IDistributedApplicationBuilder
{
    private readonly HostApplicationBuilder _host;
    private readonly EntryPointHandOver? _handOver;

    public DistributedApplicationBuilder(DistributedApplicationOptions options, EntryPointHandOver? handOver)
    {
        _handOver = handOver;
        AppHostAssembly = handOver?.AppHostAssembly ?? options.AppHostAssembly ?? Assembly.GetEntryAssembly();
        var project = AppHostProject.Of(AppHostAssembly);
        AppHostDirectory = project.Directory;

        var isTest = handOver is not null;
        var profile = isTest && project.Path is { } path ? LaunchSettings.Read(path)?.Find(name: null) : null;
        _host = new HostApplicationBuilder(new HostApplicationBuilderSettings
        {
            Args = handOver?.Args ?? options.Args,
            ContentRootPath = AppHostDirectory,
            ApplicationName = AppHostAssembly?.GetName().Name,
            EnvironmentName = isTest ? profile?.EnvironmentName ?? Environments.Development : null,
        });

        if (profile is not null)
        {
            // What `dotnet run` would put into the environment; a test process has another one. Anything else overrides it.
            _host.Configuration.Sources.Insert(0, new Microsoft.Extensions.Configuration.Memory.MemoryConfigurationSource
            {
                InitialData = profile.EnvironmentVariables.Select(variable => KeyValuePair.Create<string, string?>(variable.Key.Replace("__", ":", StringComparison.Ordinal), variable.Value)),
            });
        }

        if (isTest)
        {
            // A test adds the loggers it wants.
            _host.Logging.ClearProviders();
        }

        _host.AddLocalHosting(Resources, ExecutionContext, new AppHostFacts(AppHostDirectory, _host.Environment.ApplicationName, project.ToolsDirectory, isTest, options.DisableDashboard));
        RefusePublishing(_host.Configuration);
    }

    public ConfigurationManager Configuration => _host.Configuration;

    public string AppHostDirectory { get; }

    public Assembly? AppHostAssembly { get; }

    public IHostEnvironment Environment => _host.Environment;

    public IServiceCollection Services => _host.Services;

    public DistributedApplicationExecutionContext ExecutionContext { get; } = new(DistributedApplicationOperation.Run);

    public IResourceCollection Resources { get; } = new ResourceCollection();

    public IResourceBuilder<T> AddResource<T>(T resource)
        where T : IResource
    {
        ArgumentNullException.ThrowIfNull(resource);
        if (Resources.Any(other => string.Equals(other.Name, resource.Name, StringComparison.OrdinalIgnoreCase)))
        {
            throw new DistributedApplicationException($"Cannot add resource of type '{typeof(T)}' with name '{resource.Name}': there is a resource of that name. Resource names are case-insensitive.");
        }

        Resources.Add(resource);
        return CreateResourceBuilder(resource);
    }

    public IResourceBuilder<T> CreateResourceBuilder<T>(T resource)
        where T : IResource
        => new ResourceBuilder<T>(this, resource);

    public DistributedApplication Build()
    {
        // Under test, the entry point stops here until the test asks for the application.
        _handOver?.OfferBuilder(this);
        var application = new DistributedApplication(_host.Build(), drivenByTest: _handOver is not null);
        _handOver?.OfferApplication(application);
        return application;
    }

    private static void RefusePublishing(ConfigurationManager configuration)
    {
        if (string.Equals(configuration["AppHost:Operation"] ?? configuration["operation"], "publish", StringComparison.OrdinalIgnoreCase) || configuration["publisher"] is not null)
        {
            throw new DistributedApplicationException("LocalHosting runs the system; publishing it needs Aspire's packages (build with AspirePackages=true).");
        }
    }
}
