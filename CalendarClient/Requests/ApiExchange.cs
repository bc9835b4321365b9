using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace CalendarClient;

/// <summary>One request and its answer, with what all requests share: the access token, the head, the refusals.</summary>
internal sealed class ApiExchange(HttpClient http, AccessTokenProvider tokens)
{
    public Action<Observation>? Observer { get; set; }

    /// <summary>Called when there was no answer, or a 5xx.</summary>
    public Action<Exception>? FailureObserver { get; set; }

    public Task<Answer<T>> GetAsync<T>(string path, JsonTypeInfo<T> typeInfo, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Get, path, null, null, typeInfo, null, cancellationToken);

    public async Task<Answer<T>> SendAsync<T>(
        HttpMethod method,
        string path,
        Func<HttpContent>? body,
        string? etag,
        JsonTypeInfo<T> typeInfo,
        Func<Position, T, Observation>? observe,
        CancellationToken cancellationToken)
    {
        using var response = await RequestAsync(method, path, body, ("If-Match", etag), cancellationToken);
        var head = HeadOf(response);
        if (!response.IsSuccessStatusCode)
        {
            return await RefuseAsync<T>(response, head, cancellationToken);
        }

        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var value = await JsonSerializer.DeserializeAsync(stream, typeInfo, cancellationToken) ?? throw new JsonException("The answer is null.");

        // The head is reported together with the item, not before it: alone it would look like a missed change.
        Observe(head, position => observe?.Invoke(position, value) ?? new(position));
        return new Answer<T>.Ok(value, response.StatusCode == HttpStatusCode.Created) { Head = head };
    }

    public async Task<Answer<Position>> DeleteAsync(string path, string etag, Func<Position, Observation> observe, CancellationToken cancellationToken)
    {
        using var response = await RequestAsync(HttpMethod.Delete, path, null, ("If-Match", etag), cancellationToken);
        var head = HeadOf(response);
        if (!response.IsSuccessStatusCode)
        {
            return await RefuseAsync<Position>(response, head, cancellationToken);
        }

        Observe(head, observe);
        return new Answer<Position>.Ok(head ?? throw new JsonException($"A deletion is answered without {Position.HeaderName}.")) { Head = head };
    }

    public async Task<Head?> GetHeadAsync(string? etag, CancellationToken cancellationToken)
    {
        using var response = await RequestAsync(HttpMethod.Get, "api/changes/head", null, ("If-None-Match", etag), cancellationToken);
        var head = HeadOf(response);
        if (response.StatusCode != HttpStatusCode.NotModified && !response.IsSuccessStatusCode)
        {
            return (await RefuseAsync<Head>(response, head, cancellationToken)).Required();
        }

        Observe(head, position => new(position));
        if (response.StatusCode == HttpStatusCode.NotModified)
        {
            return null;
        }

        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        return await JsonSerializer.DeserializeAsync(stream, WireJson.Default.Head, cancellationToken) ?? throw new JsonException("The answer is null.");
    }

    public async Task<Answer<string>> GetTextAsync(string path, CancellationToken cancellationToken)
    {
        using var response = await RequestAsync(HttpMethod.Get, path, null, default, cancellationToken);
        var head = HeadOf(response);
        if (!response.IsSuccessStatusCode)
        {
            return await RefuseAsync<string>(response, head, cancellationToken);
        }

        Observe(head, position => new(position));
        return new Answer<string>.Ok(await response.Content.ReadAsStringAsync(cancellationToken)) { Head = head };
    }

    private async Task<HttpResponseMessage> RequestAsync(
        HttpMethod method, string path, Func<HttpContent>? body, (string Name, string? Value) condition, CancellationToken cancellationToken)
    {
        var response = await RequestAsync(method, path, body, condition, renew: false, cancellationToken);
        if (response.StatusCode != HttpStatusCode.Unauthorized)
        {
            return response;
        }

        // The access token may have been revoked, or expired on the way. A refused request had no effect, so a retry is safe.
        response.Dispose();
        return await RequestAsync(method, path, body, condition, renew: true, cancellationToken);
    }

    private async Task<HttpResponseMessage> RequestAsync(
        HttpMethod method, string path, Func<HttpContent>? body, (string Name, string? Value) condition, bool renew, CancellationToken cancellationToken)
    {
        var token = await tokens(renew, cancellationToken);
        using var request = new HttpRequestMessage(method, path) { Content = body?.Invoke() };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token.Value);
        if (condition.Value is { } value)
        {
            request.Headers.TryAddWithoutValidation(condition.Name, value);
        }

        try
        {
            return await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        }
        catch (HttpRequestException exception)
        {
            FailureObserver?.Invoke(exception);
            throw;
        }
    }

    private async Task<Answer<T>> RefuseAsync<T>(HttpResponseMessage response, Position? head, CancellationToken cancellationToken)
    {
        Observe(head, position => new(position));
        var problem = await ReadProblemAsync(response, cancellationToken);
        if (response.StatusCode is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout)
            && (int)response.StatusCode is >= 400 and < 500)
        {
            return new Answer<T>.Refused(problem) { Head = head };
        }

        var exception = new CalendarApiException(problem, RetryAfter.Of(response.Headers));
        if (problem.Status >= 500)
        {
            FailureObserver?.Invoke(exception);
        }

        throw exception;
    }

    /// <summary>A proxy may answer with anything: an answer that is not a problem is described by its status alone.</summary>
    private static async Task<Problem> ReadProblemAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var bare = new Problem { Status = (int)response.StatusCode, Title = response.ReasonPhrase };
        if (response.Content.Headers.ContentType?.MediaType != "application/problem+json")
        {
            return bare;
        }

        try
        {
            await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
            var problem = await JsonSerializer.DeserializeAsync(stream, WireJson.Default.Problem, cancellationToken);
            return (problem ?? bare) with { Status = bare.Status };
        }
        catch (JsonException)
        {
            return bare;
        }
    }

    private void Observe(Position? head, Func<Position, Observation> observe)
    {
        if (head is { } position)
        {
            Observer?.Invoke(observe(position));
        }
    }

    private static Position? HeadOf(HttpResponseMessage response) =>
        response.Headers.TryGetValues(Position.HeaderName, out var values) && Position.TryParse(values.FirstOrDefault(), out var position) ? position : null;
}
