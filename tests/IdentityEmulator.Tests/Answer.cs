using System.Net;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace IdentityEmulator.Tests;

/// <summary>The parameters that a redirect returns to the web app.</summary>
internal sealed record Answer(Uri Location, Dictionary<string, StringValues> Values)
{
    /// <summary>The cookie that the answer set, with its attributes; empty if it set none.</summary>
    public string Cookie { get; private init; } = "";

    public string this[string name] => Values.TryGetValue(name, out var value) ? value.ToString() : throw new KeyNotFoundException($"{name} is not in {Location}");

    public static Answer Of(HttpResponseMessage response)
    {
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        var location = response.Headers.Location!;
        return new Answer(location, QueryHelpers.ParseQuery(location.Fragment.Length > 0 ? location.Fragment[1..] : location.Query))
        {
            Cookie = response.Headers.TryGetValues("Set-Cookie", out var cookies) ? cookies.Last() : "",
        };
    }
}
