using Microsoft.Extensions.Options;

namespace CalendarApi.People.Graph;

internal sealed class GraphOptionsRules(IHostEnvironment environment) : IValidateOptions<GraphOptions>
{
    public ValidateOptionsResult Validate(string? name, GraphOptions options)
    {
        var failures = options.Tenants.Where(item => !Guid.TryParseExact(item, "D", out _)).Select(item => $"Graph:Tenants contains '{item}'. A tenant must be a GUID.").ToList();
        // The requests carry a token that reads all users of a tenant.
        if (!options.Endpoint.IsAbsoluteUri || (options.Endpoint.Scheme != Uri.UriSchemeHttps && !environment.IsDevelopment()))
        {
            failures.Add("Graph:Endpoint must be an https address.");
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
