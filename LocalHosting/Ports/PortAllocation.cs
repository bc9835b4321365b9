using System.Collections.Concurrent;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using LocalHosting.Dashboard;

namespace LocalHosting.Ports;

/// <summary>The ports of all endpoints, chosen before anything starts, so that every address is known to all.</summary>
internal sealed class PortAllocation(DashboardEndpoints dashboard) : IDisposable
{
    private readonly ConcurrentDictionary<(IResource Resource, string Endpoint, int Replica), PortLease> _leases = [];

    public void Allocate(IEnumerable<IResource> resources)
    {
        foreach (var resource in resources)
        {
            foreach (var endpoint in resource.Annotations.OfType<EndpointAnnotation>())
            {
                endpoint.Allocate([.. Enumerable.Range(0, resource.GetReplicaCount()).Select(replica => Choose(resource, endpoint, replica))]);
            }
        }
    }

    /// <summary>Lets go of the resource's ports: it is about to listen on them.</summary>
    /// <exception cref="DistributedApplicationException">Another program has one of them.</exception>
    public void Release(IResource resource, int replica)
    {
        foreach (var endpoint in resource.Annotations.OfType<EndpointAnnotation>())
        {
            if (_leases.TryRemove((resource, endpoint.Name, replica), out var lease))
            {
                lease.Dispose();
                continue;
            }

            var port = endpoint.Ports![replica];
            using var probe = PortLease.TryTake(port) ?? throw new DistributedApplicationException(
                $"Port {port} of endpoint '{endpoint.Name}' is in use by another program. Stop that program, or give the endpoint another port or none.");
        }
    }

    public void Dispose()
    {
        foreach (var lease in _leases.Values)
        {
            lease.Dispose();
        }
    }

    private int Choose(IResource resource, EndpointAnnotation endpoint, int replica)
    {
        // The first replica has the port that was asked for; without a proxy the others need their own.
        if (replica == 0 && (endpoint.TargetPort ?? endpoint.Port) is { } asked)
        {
            return asked;
        }

        var lease = FreePorts.Take(dashboard.Ports);
        _leases[(resource, endpoint.Name, replica)] = lease;
        return lease.Port;
    }
}
