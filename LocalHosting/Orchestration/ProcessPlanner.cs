using System.Globalization;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using LocalHosting.Dashboard;
using LocalHosting.Processes;
using LocalHosting.Projects;

namespace LocalHosting.Orchestration;

/// <summary>Works out the command, the arguments and the environment of an instance.</summary>
internal sealed class ProcessPlanner(DistributedApplicationExecutionContext executionContext, DashboardEndpoints dashboard)
{
    public async Task<ProcessPlan> PlanAsync(ResourceInstance instance, CancellationToken cancellationToken)
    {
        var environment = await EnvironmentAsync(instance, cancellationToken);
        var arguments = await ArgumentsAsync(instance, cancellationToken);
        return instance.Resource switch
        {
            ProjectResource project => ProjectCommand.Plan(project, arguments, environment),
            ExecutableResource executable => new ProcessPlan(executable.Command, arguments, executable.WorkingDirectory, environment),
            var other => throw new DistributedApplicationException($"A resource of type {other.GetType().Name} cannot be run as a program."),
        };
    }

    private async Task<Dictionary<string, string>> EnvironmentAsync(ResourceInstance instance, CancellationToken cancellationToken)
    {
        var variables = new Dictionary<string, object>();
        AddDefaults(variables, instance);

        var context = new EnvironmentCallbackContext(executionContext, instance.Resource, variables, cancellationToken);
        foreach (var annotation in instance.Resource.Annotations.OfType<EnvironmentCallbackAnnotation>().ToArray())
        {
            await annotation.Callback(context);
        }

        var resolved = new Dictionary<string, string>();
        foreach (var (name, value) in variables)
        {
            resolved[name] = await ResolveAsync(value, instance, cancellationToken);
        }

        return resolved;
    }

    private void AddDefaults(Dictionary<string, object> variables, ResourceInstance instance)
    {
        var endpoints = instance.Resource.Annotations.OfType<EndpointAnnotation>().ToArray();
        foreach (var endpoint in endpoints.Where(endpoint => endpoint.TargetPortEnvironmentVariable is not null))
        {
            variables[endpoint.TargetPortEnvironmentVariable!] = endpoint.Ports![instance.Replica].ToString(CultureInfo.InvariantCulture);
        }

        if (instance.Resource is ProjectResource)
        {
            var urls = endpoints.Where(endpoint => endpoint.IsHttp && endpoint.TargetPortEnvironmentVariable is null).Select(endpoint => endpoint.UrlOf(endpoint.Ports![instance.Replica])).ToArray();
            if (urls.Length > 0)
            {
                variables["ASPNETCORE_URLS"] = string.Join(';', urls);
            }

            // One line per entry would be easier on machines, but people read this.
            variables["LOGGING__CONSOLE__FORMATTERNAME"] = "simple";
        }

        dashboard.AddTelemetryVariables(variables, instance.Resource, instance.Id);
    }

    private static async Task<List<string>> ArgumentsAsync(ResourceInstance instance, CancellationToken cancellationToken)
    {
        var arguments = new List<object>();
        var context = new CommandLineArgsCallbackContext(arguments, instance.Resource, cancellationToken);
        foreach (var annotation in instance.Resource.Annotations.OfType<CommandLineArgsCallbackAnnotation>().ToArray())
        {
            await annotation.Callback(context);
        }

        var resolved = new List<string>();
        foreach (var argument in arguments)
        {
            resolved.Add(await ResolveAsync(argument, instance, cancellationToken));
        }

        return resolved;
    }

    private static async ValueTask<string> ResolveAsync(object value, ResourceInstance instance, CancellationToken cancellationToken) => value switch
    {
        string text => text,
        // A replica's own endpoint is its own, not the first one's.
        EndpointReference own when own.Resource == instance.Resource => own.Annotation.UrlOf(own.Annotation.Ports![instance.Replica]),
        EndpointReferenceExpression { Property: EndpointProperty.Port or EndpointProperty.TargetPort } own when own.Endpoint.Resource == instance.Resource =>
            own.Endpoint.Annotation.Ports![instance.Replica].ToString(CultureInfo.InvariantCulture),
        IValueProvider provider => await provider.GetValueAsync(cancellationToken) ?? string.Empty,
        IResourceBuilder<IResource> { Resource: IValueProvider provider } => await provider.GetValueAsync(cancellationToken) ?? string.Empty,
        IFormattable formattable => formattable.ToString(format: null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? string.Empty,
    };
}
