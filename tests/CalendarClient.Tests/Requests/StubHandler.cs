using System.Net;
using System.Text;

namespace CalendarClient.Tests.Requests;

/// <summary>Answers as the test says and remembers what it was asked.</summary>
internal sealed class StubHandler(Func<HttpRequestMessage, HttpResponseMessage> answer) : HttpMessageHandler
{
    public List<(string Line, string? Condition, string? Token, string Body)> Requests { get; } = [];

    public static HttpResponseMessage Answer(HttpStatusCode status, string? body = null, string type = "application/json", string? position = "e.7")
    {
        var response = new HttpResponseMessage(status) { Content = new StringContent(body ?? "", Encoding.UTF8, type) };
        if (position is not null)
        {
            response.Headers.Add(Position.HeaderName, position);
        }

        return response;
    }

    public static HttpResponseMessage Problem(HttpStatusCode status, string name, string more = "") =>
        Answer(status, $$"""{"type":"/problems/{{name}}","title":"No","status":{{(int)status}}{{more}}}""", "application/problem+json");

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        Requests.Add((
            $"{request.Method} {request.RequestUri!.PathAndQuery}",
            Header(request, "If-Match") ?? Header(request, "If-None-Match"),
            request.Headers.Authorization?.Parameter,
            body));
        return answer(request);
    }

    private static string? Header(HttpRequestMessage request, string name) =>
        request.Headers.NonValidated.TryGetValues(name, out var values) ? values.ToString() : null;
}
