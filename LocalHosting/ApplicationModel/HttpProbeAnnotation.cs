namespace Aspire.Hosting.ApplicationModel;

/// <summary>A health check: a GET on an endpoint that must answer with one status code.</summary>
internal sealed class HttpProbeAnnotation(EndpointReference endpoint, string path, int statusCode) : IResourceAnnotation
{
    public EndpointReference Endpoint => endpoint;

    public string Path => path;

    public int StatusCode => statusCode;

    /// <summary>The name under which the dashboard lists its reports.</summary>
    public string Key => $"{endpoint.Resource.Name}_{endpoint.EndpointName}_{path}_{statusCode}_check";
}
