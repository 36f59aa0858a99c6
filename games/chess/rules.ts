import type { ChessConfig } from './config.ts';
import { startFen, turnOf } from './fen.ts';
import { colorNames } from './pieces.ts';

const startOf = (fen: string): string =>
  fen === startFen
    ? 'The game starts from the usual position.'
    : `The game starts from this position (FEN), with ${colorNames[turnOf(fen)]} to move: ${fen}`;

/** The rules as agents and people are told them. */
export const rulesOf = (
  config: ChessConfig,
): string => `Chess, by the rules of FIDE, for two players: the roles are white (seat 0) and black (seat 1).
${startOf(config.fen)}
The players move in turn; a player in check must get out of it, and castling, en passant and promotion are as usual.

How to write a move
Canonical is UCI: the square the piece leaves and the square it goes to, such as \`e2e4\`; castling is the king's move (\`e1g1\`, \`e1c1\`, \`e8g8\`, \`e8c8\`); a promotion adds q, r, b or n (\`e7e8q\`). The piece to promote to must always be named: there is no default.
Standard algebraic notation is also accepted: \`e4\`, \`Nf3\`, \`Nbd7\`, \`exd5\`, \`O-O\`, \`O-O-O\`, \`e8=Q\`; check marks and move numbers may be left out. A text that fits several legal moves is refused as ambiguous, and nothing is ever guessed: write one move and nothing else.

How the game ends
checkmate: the side to move is in check and has no legal move; the other side wins, 1 to 0.
All other endings are draws, a half each, and come by themselves, without a claim:
stalemate: the side to move is not in check and has no legal move.
insufficient-material: bare kings, a king and one bishop or knight against a king, or kings with bishops that all stand on squares of one colour.
threefold-repetition: the same position occurs for the third time since the start of the match: the same pieces on the same squares, the same side to move, the same castling rights and the same legal en-passant capture.
fifty-moves: fifty moves by each side (100 halfmoves) without a capture or a pawn move; the count starts from the halfmove clock of the starting position.
step-limit: ${config.stepsMax} plies (moves by either side) have been made in the match.
If several hold after one move, the one that stands first above counts, so checkmate comes before every draw. There are no draw offers.`;
