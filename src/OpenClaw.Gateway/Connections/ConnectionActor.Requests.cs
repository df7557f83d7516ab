using Akka.Actor;
using OpenClaw.Domain.Access;
using OpenClaw.Gateway.Broadcast;
using OpenClaw.Gateway.Connections.Idempotency;
using OpenClaw.Protocol.Errors;
using OpenClaw.Protocol.Frames;
using OpenClaw.Protocol.Methods;

namespace OpenClaw.Gateway.Connections;

/// <content>Requests of an open connection and their answers.</content>
internal sealed partial class ConnectionActor
{
    private static readonly ProtocolError s_busy =
        new(ErrorCodes.Unavailable, "The server is busy. Please try again in a moment.", Retryable: true);

    private readonly Dictionary<string, OpenRequest> _open = [];
    private readonly Call _call;
    private int _waiting;
    private int _strikes;
    private AccessPolicy? _policy;

    private void OnFrame(InboundFrame frame)
    {
        if (CredentialsChanged())
        {
            return;
        }

        if (frame.Fault is { } fault)
        {
            Strike(fault.Id, ProtocolError.InvalidRequest(fault.Text));
            return;
        }

        var request = frame.Request;
        if (Check(frame, request, out var method) is { } error)
        {
            LogRequestRefused(_id, request.MethodName, request.Id, error.Code);
            if (error.Code is ErrorCodes.Forbidden || method is not null && IsUnauthorized(method))
            {
                Strike(request.Id, error);
            }
            else
            {
                Send(ResponseFrames.Error(request.Id, error));
            }

            return;
        }

        _strikes = 0;
        LogRequest(_id, request.MethodName, request.Id);
        Dispatch(frame, request, method!);
    }

    /// <summary>Everything that is checked before a handler sees a request, in the order in which clients expect the errors.</summary>
    private ProtocolError? Check(InboundFrame frame, in RequestEnvelope request, out RegisteredMethod? method)
    {
        method = null;
        if (request.Method is { IsHandshake: true })
        {
            return ProtocolError.InvalidRequest("connect is only valid as the first request");
        }

        if (request.Method is null || !_services.Methods.TryGet(request.Method, out method))
        {
            return ProtocolError.UnknownMethod(request.MethodName);
        }

        if ((method.Info.Roles & RoleFlag) == 0)
        {
            return ProtocolError.UnauthorizedRole(_caller!.Role.ToWire());
        }

        if (!HasScope(method))
        {
            return ProtocolError.MissingScope(method.Info.Scope!, _caller!.Protocol);
        }

        if (method.Info.ValidateParams(frame.Params.Span, _services.Gateway.Options.IgnoreUnknownParams) is { } invalid)
        {
            return ProtocolError.InvalidRequest(method.Info.InvalidParamsText(invalid));
        }

        if (_open.Count > 0)
        {
            if (_open.ContainsKey(request.Id))
            {
                return ProtocolError.InvalidRequest("duplicate request id: the request with this id is not answered yet");
            }

            if ((_waiting >= _services.Options.MaxWaitingRequests && !method.IsImmediate) || _open.Count >= _services.Options.MaxOpenRequests)
            {
                return s_busy;
            }
        }

        return null;
    }

    /// <summary>
    /// Ends the connection when what opened it opens nothing any more. Asked before every request, so that a replaced secret is of no use from that
    /// moment on, although the order to close may still be on its way.
    /// </summary>
    private bool CredentialsChanged()
    {
        var policy = _services.Gateway.Access();
        if (ReferenceEquals(policy, _policy))
        {
            return false;
        }

        _policy = policy;
        if (_caller!.Stamp.IsValidUnder(policy))
        {
            return false;
        }

        Close(CloseCodes.AuthChanged, AccessActor.CloseReason);
        return true;
    }

    private MethodRoles RoleFlag => _caller!.Role == Role.Node ? MethodRoles.Node : MethodRoles.Operator;

    private bool HasScope(RegisteredMethod method) => _caller!.Role == Role.Node || _caller.Scopes.Allows(method.Scope);

    private bool IsUnauthorized(RegisteredMethod method) => (method.Info.Roles & RoleFlag) == 0 || !HasScope(method);

    private void Dispatch(InboundFrame frame, in RequestEnvelope request, RegisteredMethod method)
    {
        KeyedCall? keyed = null;
        if (method.TakesKeys && IdempotencyKey.Find(frame.Params.Span) is { } key)
        {
            if (!_services.Keyed.TryBegin(_caller!, method.Info.Name, key, new ReplyTo(Self, request.Id, _outbound), out keyed))
            {
                LogRequestRefused(_id, request.MethodName, request.Id, s_busy.Code);
                Send(ResponseFrames.Error(request.Id, s_busy));
                return;
            }

            if (keyed is null)
            {
                // Sent before: the first answer comes here too, as soon as there is one.
                _open[request.Id] = new OpenRequest(request.MethodName, Accepted: false);
                _waiting++;
                return;
            }
        }

        _call.Begin(request.Id, request.MethodName, frame.Params, keyed);
        try
        {
            method.Handler(_call);
        }
        catch (Exception exception)
        {
            // A bug in one handler costs one request, not the client's connection and with it all its other requests.
            LogHandlerFailed(exception, _id, request.MethodName, request.Id);
            if (!_call.IsAnswered)
            {
                _call.Fail(ProtocolError.Internal());
            }
        }

        if (!_call.IsAnswered)
        {
            _open[request.Id] = new OpenRequest(request.MethodName, Accepted: false);
            _waiting++;
        }

        _call.End();
    }

    private void OnInterim(MethodReply.Accepted reply)
    {
        if (_open.TryGetValue(reply.RequestId, out var request))
        {
            if (!request.Accepted)
            {
                _waiting--;
                _open[reply.RequestId] = request with { Accepted = true };
            }

            LogResponse(_id, request.Method, reply.RequestId, reply.Payload.Length);
            if (!reply.IsSent)
            {
                Send(ResponseFrames.Success(reply.RequestId, reply.Payload));
            }
        }
    }

    private void OnCompleted(MethodReply.Completed reply)
    {
        if (CloseRequest(reply.RequestId) is { } request)
        {
            LogResponse(_id, request.Method, reply.RequestId, reply.Payload.Length);
            if (!reply.IsSent)
            {
                Send(ResponseFrames.Success(reply.RequestId, reply.Payload));
            }
        }
    }

    private void OnFailed(MethodReply.Failed reply)
    {
        if (CloseRequest(reply.RequestId) is { } request)
        {
            LogErrorResponse(_id, request.Method, reply.RequestId, reply.Error.Code);
            Send(ResponseFrames.Error(reply.RequestId, reply.Error));
        }
    }

    private OpenRequest? CloseRequest(string id)
    {
        if (!_open.Remove(id, out var request))
        {
            LogStrayReply(_id, id);
            return null;
        }

        if (!request.Accepted)
        {
            _waiting--;
        }

        return request;
    }

    private void OnSendEvent(ConnectionProtocol.SendEvent message)
    {
        if (EventFrames.Find(message.Event) is { } shape)
        {
            Send(EventFrames.Targeted(shape, message.Payload));
        }
    }

    private void Strike(string requestId, ProtocolError error)
    {
        Send(ResponseFrames.Error(requestId, error));
        if (++_strikes >= _services.Options.MaxStrikes)
        {
            Close(CloseCodes.PolicyViolation, "repeated unauthorized calls");
        }
    }

    private readonly record struct OpenRequest(string Method, bool Accepted);

    /// <summary>The one call object of the connection: requests are dispatched one after another, and handlers do not keep it.</summary>
    private sealed class Call(ConnectionActor connection) : MethodCall
    {
        private string? _id;
        private string _method = "";
        private ReadOnlyMemory<byte> _params;
        private KeyedCall? _keyed;

        public bool IsAnswered { get; private set; }

        public override string Method => _method;

        public override Caller Caller => connection._caller!;

        public override ReadOnlyMemory<byte> Params => _params;

        public override ReplyTo ReplyTo => new(connection.Self, Id, connection._outbound, _keyed);

        private string Id => _id ?? throw new InvalidOperationException("The call is over: keep its ReplyTo, not the call.");

        public void Begin(string id, string method, ReadOnlyMemory<byte> parameters, KeyedCall? keyed)
        {
            _keyed = keyed;
            _id = id;
            _method = method;
            _params = parameters;
            IsAnswered = false;
        }

        public void End()
        {
            _id = null;
            _params = default;
            _keyed = null;
        }

        public override void Succeed(ReadOnlyMemory<byte> payloadJson)
        {
            Answer();
            _keyed?.Answer(new MethodReply.Completed(Id, payloadJson), isTaken: true);
            connection.LogResponse(connection._id, _method, Id, payloadJson.Length);
            connection.Send(ResponseFrames.Success(Id, payloadJson));
        }

        public override void Fail(ProtocolError error)
        {
            Answer();
            _keyed?.Answer(new MethodReply.Failed(Id, error), isTaken: true);
            connection.LogErrorResponse(connection._id, _method, Id, error.Code);
            connection.Send(ResponseFrames.Error(Id, error));
        }

        private void Answer()
        {
            _ = Id;
            if (IsAnswered)
            {
                throw new InvalidOperationException($"{_method} answered twice.");
            }

            IsAnswered = true;
        }
    }
}
